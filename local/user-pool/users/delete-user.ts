/** Takes a user away, with everything that hangs on it. */
import type { User } from "../domain/user";
import type { Pool } from "../pool";

export function deleteUserFrom(pool: Pool, user: User): void {
  pool.groups.forget(user.username);
  pool.tokenFamilies.deleteAllOf(user.username);
  pool.attempts.forget(user.username);
  pool.users.delete(user);
}
