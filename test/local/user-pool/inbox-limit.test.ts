import { Inbox, type Message } from "../../../local/user-pool/inbox/inbox";
import { Store } from "../../../local/user-pool/store/store";
import { aDataDir } from "./support/running-pool";

test("the inbox keeps the newest 500 messages, over a restart too", () => {
  const folder = aDataDir();
  const clock = () => new Date("2026-01-01T00:00:00Z");
  const send = (inbox: Inbox, number: number) =>
    inbox.add({ to: `${number}@example.com`, subject: "", body: "", code: null, purpose: "signUp" });

  const first = Store.open(folder);
  const before = new Inbox(first.collection<Message>("inbox"), clock);
  for (let number = 1; number <= 500; number += 1) send(before, number);
  first.close();
  const second = Store.open(folder);
  const after = new Inbox(second.collection<Message>("inbox"), clock);
  send(after, 501);

  expect(after.list()).toHaveLength(500);
  expect(after.list("1@example.com")).toEqual([]);
  expect(after.list()[0]).toMatchObject({ to: "501@example.com" });
  second.close();
});
