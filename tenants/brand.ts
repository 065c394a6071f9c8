import { z } from "zod";

const hexColour = z.string().regex(/^#[0-9a-fA-F]{6}$/, "must be a colour like #0b7285");

/** Font families that ship with the app or with every system: nothing is downloaded from elsewhere. */
export const brandFonts = ["inter", "system", "rounded", "serif"] as const;

/** A tenant's brand: a few tokens and nothing else; the theme derives every colour from them. */
export const brandSchema = z.strictObject({
  /** Name as customers know it. */
  name: z.string().trim().min(1).max(60),
  primary: hexColour,
  /** A second colour for small accents; absent: the primary's own ramp. */
  accent: hexColour.optional(),
  font: z.enum(brandFonts).default("inter"),
  radius: z.enum(["sharp", "soft", "round"]).default("soft"),
});

export type Brand = z.output<typeof brandSchema>;
