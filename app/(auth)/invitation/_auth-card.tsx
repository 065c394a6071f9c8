import type { ReactNode } from "react";
import { currentFace } from "@/app/_face/current-face";
import { faceBrand } from "@/app/_face/face-brand";
import { BrandMark } from "@/app/_ui/patterns/brand-mark";
import { Card } from "@/app/_ui/primitives/card";

/** One thing to do, in the tenant's colours, for somebody who is not signed in. */
export async function AuthCard({ title, children }: { title: string; children: ReactNode }) {
  const { name } = faceBrand(await currentFace());
  return (
    <main className="grid min-h-dvh place-items-center px-4 py-10">
      <div className="w-full max-w-sm">
        <div className="mb-6 flex justify-center">
          <BrandMark name={name} />
        </div>
        <Card className="border-t-4 border-t-brand p-6">
          <h1 className="mb-3 text-lg font-semibold break-words">{title}</h1>
          {children}
        </Card>
      </div>
    </main>
  );
}
