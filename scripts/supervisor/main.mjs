import { launch } from "./launch.mjs";
import { ROOT, prepare } from "./prepare.mjs";
import { stepsFor } from "./steps.mjs";

/** `npm start` and `npm run dev`. @param {string[]} argv */
export async function main(argv) {
  await prepare();
  await launch({ root: ROOT, argv, stepsFor });
}
