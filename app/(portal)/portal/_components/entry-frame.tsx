import type { ReactNode } from "react";
import { currentFace } from "@/app/_face/current-face";
import { faceBrand } from "@/app/_face/face-brand";
import { BrandMark } from "@/app/_ui/patterns/brand-mark";

/** Pages in front of the door: the company's mark, one heading, one thing to do. */
export async function EntryFrame({
  title,
  text,
  children,
}: {
  title: string;
  text: string;
  children: ReactNode;
}) {
  const { name } = faceBrand(await currentFace());
  return (
    <main className="mx-auto w-full max-w-md px-4 py-8 sm:py-14">
      <div className="mb-6 flex justify-center">
        <BrandMark name={name} />
      </div>
      <h1 className="text-2xl font-semibold tracking-tight">{title}</h1>
      <p className="mt-1 mb-5 text-base text-muted">{text}</p>
      {children}
    </main>
  );
}
