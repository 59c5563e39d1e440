/**
 * Tests that `npm run test:load` adds, which a pipeline runs every night: each takes long, and what it would find is looked
 * for by a quicker one as well.
 */
export const isFullLoad = process.env.LOAD === "full";

/** Defines the test only at full load: everywhere else it would be a skipped one that nobody can do anything about. */
export function testAtFullLoad(name: string, body: jest.ProvidesCallback): void {
  if (isFullLoad) test(name, body);
}
