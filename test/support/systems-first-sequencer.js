const { default: Sequencer } = require("@jest/test-sequencer");

/** The projects whose suites run whole systems, those with the longest first: one of them takes a third of the run. */
const systems = ["e2e", "deploy", "docs"];

/**
 * Jest begins with the suites that took long the last time, and on a fresh clone with the longest files. There these come
 * first, because all cores but one wait at the end when one of them comes last.
 */
class SystemsFirstSequencer extends Sequencer {
  sort(tests) {
    const rank = ({ duration, context }) => {
      const place = systems.indexOf(context.config.displayName.name);
      return duration !== undefined || place < 0 ? systems.length : place;
    };
    return super.sort(tests).sort((one, other) => rank(one) - rank(other));
  }
}

module.exports = SystemsFirstSequencer;
