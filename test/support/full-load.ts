/**
 * Whether the tests run with full numbers: `npm run test:load`, which a pipeline runs every night. Files named
 * `*.full-load.test.ts` run only then (jest.config.js).
 */
export const isFullLoad = process.env.LOAD === "full";
