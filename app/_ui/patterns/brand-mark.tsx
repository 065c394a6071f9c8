"use client";

import { type BrandLogos, useBrandLogos } from "@/app/_face/brand-provider";
import { cn } from "@/app/_ui/cn";

/** Whose page this is: the tenant's logo, or its name beside its icon or letter. */
export function BrandMark({ name }: { name: string }) {
  return <BrandSign name={name} logos={useBrandLogos()} />;
}

/** The same for logos that are handed over (a preview of what is not saved yet). */
export function BrandSign({ name, logos }: { name: string; logos: BrandLogos | null }) {
  if (logos?.light || logos?.dark) return <Logo name={name} logos={logos} />;
  return (
    <span className="flex min-w-0 items-center gap-2.5">
      {logos?.icon ? (
        // oxlint-disable-next-line next/no-img-element -- a few kilobytes from our own door, sized already
        <img src={logos.icon} alt="" width={28} height={28} className="size-7 shrink-0" />
      ) : (
        <span
          aria-hidden
          className="grid size-7 shrink-0 place-items-center rounded-control bg-brand text-sm font-bold text-on-brand"
        >
          {name[0]?.toUpperCase()}
        </span>
      )}
      <span className="truncate text-base font-semibold tracking-tight">{name}</span>
    </span>
  );
}

/** One picture a theme; where there is but one, a plate keeps a black logo seen on dark pages and a white one on light. */
function Logo({ name, logos }: { name: string; logos: BrandLogos }) {
  const { light, dark, tone } = logos;
  const onLight = light ?? dark ?? "";
  const onDark = dark ?? light ?? "";
  const lightPlate = light === null || tone === "light" ? "brand-plate-dark" : "";
  const darkPlate = dark === null && tone !== "light" ? "brand-plate-light" : "";
  return (
    <span className="flex min-w-0 items-center">
      {/* oxlint-disable-next-line next/no-img-element -- from our own door, sized already */}
      <img
        src={onLight}
        alt={name}
        loading="lazy"
        className={cn(shape, "brand-on-light", lightPlate)}
      />
      {/* oxlint-disable-next-line next/no-img-element -- from our own door, sized already */}
      <img
        src={onDark}
        alt={name}
        loading="lazy"
        className={cn(shape, "brand-on-dark", darkPlate)}
      />
    </span>
  );
}

const shape = "h-8 w-auto max-w-44 object-contain object-left";
