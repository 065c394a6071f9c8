import { brandSchema } from "../brand";

/** Demo brand. */
export const climasur = brandSchema.parse({
  name: "ClimaSur",
  primary: "#1d4ed8",
  accent: "#f97316",
  font: "rounded",
  radius: "round",
});
