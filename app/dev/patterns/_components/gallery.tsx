"use client";

import { Toaster } from "@/app/_ui/patterns/toast/toaster";
import { Commands } from "@/app/_ui/shell/commands";
import { PersonProvider } from "@/app/_ui/shell/person";
import { ActionSamples } from "./action-samples";
import { ChartSamples } from "./chart-samples";
import { CommandSamples } from "./command-samples";
import { FormSample } from "./form-sample";
import { ImportSample } from "./import-sample";
import { RecordSample } from "./record-sample";
import { StateSamples } from "./state-samples";
import { TableSample } from "./table-sample";

const SOMEBODY = {
  id: "sample",
  name: "Ana Quispe",
  detail: "",
  permissions: ["tenant.read", "settings.read", "brand.manage", "domain.read", "audit.read"],
};

/** Every pattern, as a person who may see a little would meet it; those that speak to the server only for the signed-in. */
export function Gallery({ signedIn }: { signedIn: boolean }) {
  return (
    <PersonProvider person={SOMEBODY}>
      <Commands face="staff">
        <div className="space-y-5">
          <FormSample />
          <RecordSample />
          <CommandSamples />
          <ActionSamples />
          <StateSamples />
          <ChartSamples />
          {signedIn && <TableSample />}
          {signedIn && <ImportSample />}
        </div>
        <Toaster />
      </Commands>
    </PersonProvider>
  );
}
