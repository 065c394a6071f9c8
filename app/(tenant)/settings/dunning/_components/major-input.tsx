"use client";

import { type ComponentProps, useState } from "react";
import { parseMoney } from "@/app/_ui/money/parse-money";
import { Input } from "@/app/_ui/primitives/input";
import { toMajor } from "@/server/kernel/money";

type MajorInputProps = Omit<ComponentProps<"input">, "onChange" | "value"> & {
  currency: string;
  minor: number;
  onChange: (minor: number) => void;
};

/** An amount outside a form of its own: typed as people write it, kept in minor units. */
export function MajorInput({ currency, minor, onChange, ...props }: MajorInputProps) {
  const [typed, setTyped] = useState<string>();
  return (
    <span className="relative block w-44">
      <span
        aria-hidden
        className="pointer-events-none absolute inset-y-0 left-3 flex items-center text-muted"
      >
        {currency}
      </span>
      <Input
        {...props}
        inputMode="decimal"
        className="pl-14 text-right tabular-nums"
        value={typed ?? toMajor(minor, currency)}
        onChange={({ target }) => {
          setTyped(target.value);
          const read = parseMoney(target.value, currency);
          if (read !== null && read >= 0) onChange(read);
        }}
        onBlur={() => setTyped(undefined)}
      />
    </span>
  );
}
