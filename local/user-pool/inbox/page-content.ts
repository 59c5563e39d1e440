/** The inbox as a page: readable, newest first, up to date by itself, the code one click away. */
export const inboxHtml = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Inbox · local user pool</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/inbox/page.css">
<script type="module" src="/inbox/page.js"></script>
</head>
<body>
<header>
<h1>Inbox</h1>
<p>Messages that the user pool would have sent. Nothing leaves this machine.</p>
</header>
<main>
<p id="state" role="status">Loading…</p>
<ol id="messages" reversed></ol>
<template id="message">
<li>
<article>
<h2></h2>
<p class="envelope"><span class="to"></span> <time></time></p>
<p class="body"></p>
<p class="code"><output></output> <button type="button">Copy</button></p>
</article>
</li>
</template>
</main>
</body>
</html>
`;

export const inboxStyle = `:root {
  color-scheme: light dark;
  --ink: light-dark(#1c2330, #e7eaf0);
  --quiet: light-dark(#57606f, #a3adbd);
  --paper: light-dark(#ffffff, #1b212c);
  --ground: light-dark(#f3f5f8, #11151c);
  --line: light-dark(#d9dee6, #2e3644);
  --accent: light-dark(#1d5fd1, #8ab4ff);
}
* { box-sizing: border-box; margin: 0; }
body { font: 1rem/1.5 system-ui, sans-serif; color: var(--ink); background: var(--ground); padding: 2rem 1rem 4rem; }
header, main { max-width: 42rem; margin-inline: auto; }
h1 { font-size: 1.5rem; }
header p, #state, .envelope { color: var(--quiet); }
#state { margin-block: 1.5rem 0.5rem; }
#state:empty { margin-block: 0.5rem 0; }
ol { list-style: none; padding: 0; display: grid; gap: 1rem; }
article { background: var(--paper); border: 1px solid var(--line); border-radius: 0.5rem; padding: 1rem 1.25rem; }
h2 { font-size: 1rem; }
.envelope { font-size: 0.875rem; display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 1rem; }
.to { overflow-wrap: anywhere; }
.body { margin-block: 0.75rem 0; white-space: pre-line; overflow-wrap: anywhere; }
.code { margin-top: 0.75rem; display: flex; align-items: center; gap: 1rem; }
output { font: 600 1.5rem/1.2 ui-monospace, monospace; letter-spacing: 0.1em; user-select: all; overflow-wrap: anywhere; }
button { font: inherit; color: var(--accent); background: none; border: 1px solid currentColor; border-radius: 0.375rem; padding: 0.25rem 0.75rem; cursor: pointer; }
button:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
`;

/** Texts go in as text, never as markup: a sender of messages must not be able to script the reader. */
export const inboxScript = `const list = document.querySelector("#messages");
const state = document.querySelector("#state");
const template = document.querySelector("#message");
/** The messages of the list, newest first, as JSON. */
let shown = [];

function item({ to, subject, body, code, sentAt }) {
  const node = template.content.cloneNode(true);
  node.querySelector("h2").textContent = subject;
  node.querySelector(".to").textContent = to;
  const time = node.querySelector("time");
  time.dateTime = sentAt;
  time.textContent = new Date(sentAt).toLocaleString();
  node.querySelector(".body").textContent = body.replace(/<br\\s*\\/?>/gi, "\\n").replace(/<[^>]+>/g, "");
  if (code === null) node.querySelector(".code").remove();
  else {
    node.querySelector("output").textContent = code;
    const button = node.querySelector("button");
    const say = (word) => {
      button.textContent = word;
      button.setAttribute("aria-label", word + " the code " + code);
    };
    say("Copy");
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(code);
        say("Copied");
      } catch {
        getSelection().selectAllChildren(button.previousElementSibling);
        say("Selected");
      }
      setTimeout(() => say("Copy"), 2000);
    });
  }
  return node;
}

/** What is there already stays as it is, with the reader's focus. */
function show(messages) {
  const texts = messages.map((message) => JSON.stringify(message));
  const isLonger = shown.every((text, index) => text === texts[index + texts.length - shown.length]);
  if (!isLonger) list.replaceChildren();
  list.prepend(...messages.slice(0, messages.length - list.children.length).map(item));
  shown = texts;
}

async function refresh() {
  try {
    const response = await fetch("/inbox.json");
    show((await response.json()).messages);
    state.textContent = list.children.length === 0 ? "No messages yet. Sign somebody up, and the code appears here." : "";
  } catch {
    state.textContent = "The user pool does not answer. It may have been stopped.";
  }
  setTimeout(refresh, 1000);
}

refresh();
`;
