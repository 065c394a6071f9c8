import { cva, type VariantProps } from "class-variance-authority";
import { Slot } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "@/app/_ui/cn";

const button = cva(
  "inline-flex shrink-0 items-center justify-center gap-2 rounded-control font-medium whitespace-nowrap transition-colors duration-100 disabled:pointer-events-none disabled:opacity-55 aria-disabled:opacity-55 [&_svg]:size-4 [&_svg]:shrink-0",
  {
    variants: {
      variant: {
        primary: "bg-brand text-on-brand hover:bg-brand-hover",
        secondary: "border border-subtle bg-surface text-text shadow-low hover:bg-raised",
        quiet: "text-text hover:bg-raised",
        danger: "bg-bad-solid text-white hover:brightness-90",
        link: "h-auto! px-0! text-brand-text underline underline-offset-4 hover:no-underline",
      },
      size: { md: "h-control px-3.5 text-sm", sm: "h-8 px-2.5 text-[0.8125rem]", icon: "size-9" },
    },
    defaultVariants: { variant: "secondary", size: "md" },
  },
);

type ButtonProps = ComponentProps<"button"> & VariantProps<typeof button> & { asChild?: boolean };

/** A button; with `asChild` the child (a link) wears its looks. */
export function Button({ className, variant, size, asChild, type, ...props }: ButtonProps) {
  const Component = asChild ? Slot.Root : "button";
  return (
    <Component
      className={cn(button({ variant, size }), className)}
      {...(asChild ? {} : { type: type ?? "button" })}
      {...props}
    />
  );
}
