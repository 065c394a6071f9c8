/** Cookie in which a person's choice of theme is kept, so that the first paint has it. */
export const THEME_COOKIE = "trama_theme";

export const themeChoices = ["light", "dark", "system"] as const;
export type ThemeChoice = (typeof themeChoices)[number];

/** The choice in a cookie; anything else follows the system. */
export function themeChoice(text: string | undefined): ThemeChoice {
  return themeChoices.find((choice) => choice === text) ?? "system";
}
