/** `POST /`: one call of an operation, named by `x-amz-target`. Source: AWS JSON 1.1 protocol. */
import type { IncomingMessage } from "node:http";
import { ForbiddenException, MissingAuthenticationTokenException, UnknownOperationException } from "../errors";
import { readStructure } from "../input/structure";
import type { OperationTools } from "../operation-tools";
import { operations } from "../operations";
import { type Answer, answerForError, protocolAnswer } from "./answer";
import { readableByPages } from "./cors";
import { parseBody, readBody } from "./request-body";

const targetPrefix = "AWSCognitoIdentityProviderService.";

/** @param flush makes what the operation changed durable; called before the answer leaves */
export async function callOperation(
  request: IncomingMessage,
  tools: OperationTools,
  flush: () => void,
): Promise<Answer> {
  const name = operationName(request);
  const operation = operations.get(name);
  const answer = await answerOrRefuse();
  const isReadable = operation?.access === "public";
  return isReadable ? { ...answer, headers: { ...answer.headers, ...readableByPages } } : answer;

  async function answerOrRefuse(): Promise<Answer> {
    try {
      const body = await readBody(request);
      if (operation === undefined) throw unknownOperation(name);
      if (operation.access === "signed") assertSigned(request);
      const input = readStructure(operation.input, parseBody(body));
      try {
        return protocolAnswer(await operation.answer(tools, input));
      } finally {
        flush(); // a refusal changes something too: it may have counted an attempt
      }
    } catch (error) {
      return answerForError(error, tools.log);
    }
  }
}

function operationName({ headers }: IncomingMessage): string {
  const target = String(headers["x-amz-target"] ?? "");
  return target.startsWith(targetPrefix) ? target.slice(targetPrefix.length) : "";
}

/** U: the service's text. */
function unknownOperation(name: string): UnknownOperationException {
  if (name === "") {
    return new UnknownOperationException(`The header x-amz-target must name an operation: ${targetPrefix}<operation>.`);
  }
  return new UnknownOperationException(`${name.slice(0, 100)} is not an operation of the local user pool.`);
}

/**
 * Signatures are not verified: there are no credentials here. They are asked for, so that a program that would fail
 * against the service fails locally; and web pages are kept out, whatever headers they send.
 */
function assertSigned({ headers }: IncomingMessage): void {
  if (headers.origin !== undefined) {
    throw new ForbiddenException("Operations of administrators are not open to web pages.");
  }
  if (!headers.authorization?.startsWith("AWS4-HMAC-SHA256 ")) {
    throw new MissingAuthenticationTokenException("Missing Authentication Token"); // U
  }
}
