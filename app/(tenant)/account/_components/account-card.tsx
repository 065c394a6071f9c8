import type { ReactNode } from "react";
import { Card } from "@/app/_ui/primitives/card";

type AccountCardProps = {
  title: string;
  text?: string;
  status?: ReactNode;
  action?: ReactNode;
  children?: ReactNode;
};

/** One matter of the account: what it is, how it stands, what can be done. */
export function AccountCard({ title, text, status, action, children }: AccountCardProps) {
  return (
    <Card className="p-5">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0 flex-1 basis-52">
          <h2 className="flex flex-wrap items-center gap-2 font-semibold">
            {title}
            {status}
          </h2>
          {text && <p className="mt-0.5 text-muted">{text}</p>}
        </div>
        {action}
      </div>
      {children && <div className="mt-4 space-y-4">{children}</div>}
    </Card>
  );
}
