import { createHash } from "node:crypto";

/** A number below `below` that this demo row always has for this question, on every machine. */
export const draw = (row: string, question: string, below: number): number =>
  createHash("sha1").update(`${row}:${question}`).digest().readUInt32BE() % below;
