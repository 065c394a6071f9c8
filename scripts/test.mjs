// `npm test`: what CI runs, the same steps in the same order. `--static`: the part that takes seconds (`npm run verify`).
// `--soak`: the rest (50 seeds, both themes, mutation score).
import { runSteps } from "./checks/run-steps.mjs";
import { journeySteps, soakSteps, staticSteps, unitStep } from "./checks/steps.mjs";
import { prepare } from "./supervisor/prepare.mjs";

await prepare();
const mode = process.argv[2];
const steps =
  mode === "--static"
    ? staticSteps
    : mode === "--soak"
      ? soakSteps
      : [...staticSteps, unitStep, ...journeySteps];
const total = await runSteps(steps);
for (const { name, why, healed } of total.failures)
  console.log(`\n${healed ? "passed on its second try" : "FAILED"}: ${name}\n    ${why}`);
// What needs something that this machine lacks (a Redis, the vendors' files) says so on a line of its own.
if (total.skipped > 0) console.log(`\n${total.skipped} skipped`);
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 ? 0 : 1);
