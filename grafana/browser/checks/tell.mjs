// What checks print, which NodeChecks of the tests reads.

const MOST_TOLD = 30;

/** Tells how a check went, and lets the program end accordingly. */
export const tell = (name, problems) => {
  console.log(problems.length === 0 ? `${name}: passed` : `${name}: ${problems.length} problems\n${problems.slice(0, MOST_TOLD).join('\n')}`);
  if (problems.length > 0) process.exitCode = 1;
};
