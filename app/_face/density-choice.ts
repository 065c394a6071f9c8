/** Cookie in which a person's choice of spacing is kept, so that the first paint has it. */
export const DENSITY_COOKIE = "trama_density";

export const densityChoices = ["comfortable", "compact"] as const;
export type DensityChoice = (typeof densityChoices)[number];

/** The choice in a cookie; anything else is comfortable. */
export function densityChoice(text: string | undefined): DensityChoice {
  return densityChoices.find((choice) => choice === text) ?? "comfortable";
}
