// The output of checks, which NodeChecks parses in the tests.

const MAX_PROBLEMS = 30;

/** Prints the result of a check; a problem makes the program fail when it ends. */
export const report = (name, problems) => {
  console.log(problems.length === 0 ? `${name}: passed` : `${name}: ${problems.length} problems\n${problems.slice(0, MAX_PROBLEMS).join('\n')}`);
  if (problems.length > 0) process.exitCode = 1;
};
