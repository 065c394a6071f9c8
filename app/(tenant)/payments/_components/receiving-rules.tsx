"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { SlidersHorizontal } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { Button } from "@/app/_ui/primitives/button";
import { Dialog } from "@/app/_ui/primitives/dialog";
import {
  type ReceivingSettings,
  receivingSettings,
} from "@/server/modules/payments/receiving-schema";

type Change = Partial<ReceivingSettings>;
type Fields = (kept: ReceivingSettings, save: (change: Change) => Promise<void>) => ReactNode;

/** A button to some of the rules by which money is received; what `children` does not show stays as it is. */
export function ReceivingRules({ title, children }: { title: string; children: Fields }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <SlidersHorizontal aria-hidden />
        {title}
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title={title}>
        {open && <Kept onDone={() => setOpen(false)}>{children}</Kept>}
      </Dialog>
    </>
  );
}

function Kept({ onDone, children }: { onDone: () => void; children: Fields }) {
  const api = useTRPC();
  const cache = useQueryClient();
  const kept = useQuery(api.tenants.getSettings.queryOptions({ module: "receiving" }));
  const update = useMutation(api.tenants.updateSettings.mutationOptions());
  return (
    <QueryView query={kept}>
      {({ version, data }) =>
        children(receivingSettings.parse(data), async (change) => {
          await update.mutateAsync({ module: "receiving", version, data: { ...data, ...change } });
          await cache.invalidateQueries(api.tenants.pathFilter());
          await cache.invalidateQueries(api.payments.pathFilter());
          onDone();
        })
      }
    </QueryView>
  );
}
