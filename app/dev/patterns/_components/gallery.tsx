"use client";

import { Toaster } from "@/app/_ui/patterns/toast/toaster";
import { Commands } from "@/app/_ui/shell/commands";
import { PersonProvider } from "@/app/_ui/shell/person";
import { ActionSamples } from "./action-samples";
import { ChartSamples } from "./chart-samples";
import { CommandSamples } from "./command-samples";
import { FormSample } from "./form-sample";
import { RecordSample } from "./record-sample";
import { StateSamples } from "./state-samples";

const SOMEBODY = {
  id: "sample",
  name: "Ana Quispe",
  detail: "",
  permissions: ["tenant.read", "settings.read", "brand.manage", "domain.read", "audit.read"],
};

/** Every pattern, as a person who may see a little would meet it. */
export function Gallery() {
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
        </div>
        <Toaster />
      </Commands>
    </PersonProvider>
  );
}
