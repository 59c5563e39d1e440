const { default: Sequencer } = require("@jest/test-sequencer");

/** The projects whose suites run whole systems: the longest of them takes a third of the run. */
const systems = ["e2e", "deploy", "docs"];

/**
 * Jest begins with the suites that took long the last time, and on a fresh clone with the longest files. There these come
 * first, because all cores but one wait at the end when one of them comes last.
 */
class SystemsFirstSequencer extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    const isFirst = ({ duration, context }) =>
      duration === undefined && systems.includes(context.config.displayName.name);
    return [...sorted.filter(isFirst), ...sorted.filter((test) => !isFirst(test))];
  }
}

module.exports = SystemsFirstSequencer;
