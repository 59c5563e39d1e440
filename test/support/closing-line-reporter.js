/**
 * Ends a run of Jest with what a person and a pipeline want to know: what was skipped and how to have it run, and one
 * line `N passed, N failed, N skipped`.
 *
 * A suite that lacks something on this machine says so by the title of a skipped test that starts with "needs "
 * (`test.skip("needs Terraform: install it from …")`).
 */
class ClosingLineReporter {
  #isAskedFor;

  /** @param {{ testNamePattern?: string }} globalConfig Jest counts what `-t` leaves out as skipped, too */
  constructor({ testNamePattern = "" } = {}) {
    const asked = new RegExp(testNamePattern, "i");
    this.#isAskedFor = ({ fullName }) => asked.test(fullName);
  }

  onRunComplete(_contexts, results) {
    const skipped = results.testResults.flatMap((file) =>
      file.testResults.filter((test) => test.status === "pending" && this.#isAskedFor(test)),
    );
    const needs = new Set(skipped.map(({ title }) => title).filter((title) => title.startsWith("needs ")));
    for (const need of needs) process.stdout.write(`Skipped: ${need}\n`);

    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    process.stdout.write(`\n${results.numPassedTests} passed, ${failed} failed, ${results.numPendingTests} skipped\n`);
  }
}

module.exports = ClosingLineReporter;
