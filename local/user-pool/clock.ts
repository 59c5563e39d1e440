/** Time comes as an argument, so that tests and the local endpoints can move it. */
export type Clock = () => Date;

/** Milliseconds and whole seconds since 1970. */
export const milliseconds = (clock: Clock): number => clock().getTime();
export const epochSeconds = (clock: Clock): number => Math.floor(clock().getTime() / 1000);

export const secondMs = 1000;
export const minuteMs = 60 * secondMs;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;
