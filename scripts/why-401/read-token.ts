/** Reads a token from standard input, or at a prompt that does not show it: never from the command line. */
import type { ReadStream } from "node:tty";

const ctrlC = "\u0003";
const ctrlD = "\u0004";
const backspace = "\u007f";

/** Nobody gave a token. */
export class NoTokenError extends Error {
  override readonly name = "NoTokenError";
  constructor() {
    super("No token was given: pipe one in, or paste it at the prompt.");
  }
}

/** Other users of the machine can see command lines, and shells keep them. The message has nothing of the argument in it. */
export class TokenInArgumentsError extends Error {
  override readonly name = "TokenInArgumentsError";
  constructor() {
    super(
      "A token does not belong on the command line, where others can see it: pipe it in, or paste it at the prompt.",
    );
  }
}

/** @returns the token alone, also when a whole `Authorization` header was pasted @throws NoTokenError */
export async function readToken(input: ReadStream, promptTo: NodeJS.WritableStream): Promise<string> {
  const text = input.isTTY ? await readHidden(input, promptTo) : await readAll(input);
  const token = text
    .trim()
    .replace(/^authorization:\s*/i, "")
    .replace(/^bearer(\s+|$)/i, "")
    .replace(/^(["'])(.*)\1$/, "$2");
  if (token === "") throw new NoTokenError();
  return token;
}

async function readAll(input: ReadStream): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of input) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString("utf8");
}

/** Raw mode: nothing is echoed, and a line may be longer than the 4096 characters that a terminal edits. */
function readHidden(input: ReadStream, promptTo: NodeJS.WritableStream): Promise<string> {
  promptTo.write("Token (it is not shown): ");
  input.setRawMode(true);
  return new Promise((resolve) => {
    let text = "";
    const finish = (result: string) => {
      input.off("data", read);
      input.setRawMode(false);
      input.pause();
      promptTo.write("\n");
      resolve(result);
    };
    const read = (chunk: Buffer) => {
      for (const character of chunk.toString("utf8")) {
        if (character === ctrlC) return finish("");
        if (character === "\r" || character === "\n" || character === ctrlD) return finish(text);
        text = character === "\b" || character === backspace ? text.slice(0, -1) : text + character;
      }
    };
    input.on("data", read);
  });
}
