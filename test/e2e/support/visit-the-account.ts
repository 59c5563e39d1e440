import type { Stage } from "../page.test";
import { aUser, password } from "./pool";
import type { Visitor } from "./visitor";

/** Signs in, as a new user by default, and goes to the account. */
export async function visitTheAccount({ system, visit }: Stage, email?: string): Promise<Visitor> {
  const visitor = await visit();
  await visitor.signIn(email ?? (await aUser(system())), password);
  await visitor.heading("API").waitFor();
  await visitor.link("Account").click();
  await visitor.heading("Account").waitFor();
  return visitor;
}
