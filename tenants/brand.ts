import { z } from "zod";

const hexColour = z.string().regex(/^#[0-9a-fA-F]{6}$/, "must be a colour like #0b7285");

/** Font families that ship with the app or with every system: nothing is downloaded from elsewhere. */
export const brandFonts = ["inter", "system", "rounded", "serif"] as const;
export const brandRadii = ["sharp", "soft", "round"] as const;

/** How light a logo's ink is: decides whether it needs a plate behind it to be seen. */
export const logoTones = ["dark", "mid", "light"] as const;
export type LogoTone = (typeof logoTones)[number];

const fileId = z.uuid().nullable().default(null);

/** What a tenant chose for itself (settings module `branding`); pictures are files that `prepareLogo` made. */
export const brandChoiceSchema = z.object({
  primary: hexColour,
  accent: hexColour.nullable().default(null),
  font: z.enum(brandFonts).default("inter"),
  radius: z.enum(brandRadii).default("soft"),
  logoLightFileId: fileId,
  logoDarkFileId: fileId,
  iconFileId: fileId,
  /** Of the logo for light pages. */
  logoTone: z.enum(logoTones).default("mid"),
});
export type BrandChoice = z.output<typeof brandChoiceSchema>;

/** A brand's own pictures, by file; null where it has none. */
const logosSchema = z.strictObject({
  light: z.uuid().nullable(),
  dark: z.uuid().nullable(),
  icon: z.uuid().nullable(),
  tone: z.enum(logoTones),
});

/** A tenant's brand: a few tokens and nothing else; the theme derives every colour from them. */
export const brandSchema = z.strictObject({
  /** Name as customers know it. */
  name: z.string().trim().min(1).max(60),
  primary: hexColour,
  /** A second colour for small accents; absent: the primary's own ramp. */
  accent: hexColour.optional(),
  font: z.enum(brandFonts).default("inter"),
  radius: z.enum(brandRadii).default("soft"),
  logos: logosSchema.optional(),
});

export type Brand = z.output<typeof brandSchema>;
