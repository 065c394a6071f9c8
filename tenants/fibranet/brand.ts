import { brandSchema } from "../brand";

/** Demo brand. */
export const fibranet = brandSchema.parse({
  name: "FibraNet",
  primary: "#0b7285",
  accent: "#f59f00",
  font: "inter",
  radius: "soft",
});
