import { brandSchema } from "../brand";

/** Demo brand. */
export const bytek = brandSchema.parse({
  name: "BYTEK",
  primary: "#6d28d9",
  accent: "#14b8a6",
  font: "system",
  radius: "sharp",
});
