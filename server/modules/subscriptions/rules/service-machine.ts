import type { Transitions } from "@/server/kernel/state-machine";

/** Commercial states of a service (smb-domain.md §2); the network's side is another pair of fields. */
export const SERVICE_STATES = [
  "pendingInstall",
  "pendingPayment",
  "active",
  "grace",
  "pastDue",
  "suspendRequested",
  "suspended",
  "reconnectRequested",
  "paused",
  "terminated",
  "cancelled",
] as const;
export type ServiceState = (typeof SERVICE_STATES)[number];

/** What can happen to a service. `prove…`: read back from what enforces it, never assumed. */
export const SERVICE_EVENTS = [
  "install",
  "installUnpaid",
  "pay",
  "cancel",
  "fallDue",
  "fallPastDue",
  "settle",
  "requestSuspend",
  "proveOff",
  "requestReconnect",
  "proveOn",
  "proveSoft",
  "pause",
  "resume",
  "terminate",
] as const;
export type ServiceEvent = (typeof SERVICE_EVENTS)[number];

/** The whole machine; what is absent is illegal. */
export const serviceMachine: Transitions<ServiceState, ServiceEvent> = {
  pendingInstall: { install: "active", installUnpaid: "pendingPayment", cancel: "cancelled" },
  pendingPayment: { pay: "active", cancel: "cancelled" },
  active: {
    fallDue: "grace",
    fallPastDue: "pastDue",
    requestSuspend: "suspendRequested",
    pause: "paused",
    terminate: "terminated",
  },
  grace: {
    fallPastDue: "pastDue",
    settle: "active",
    requestSuspend: "suspendRequested",
    terminate: "terminated",
  },
  pastDue: { settle: "active", requestSuspend: "suspendRequested", terminate: "terminated" },
  suspendRequested: {
    proveOff: "suspended",
    requestReconnect: "reconnectRequested",
    terminate: "terminated",
  },
  suspended: { requestReconnect: "reconnectRequested", terminate: "terminated" },
  reconnectRequested: {
    proveOn: "active",
    proveSoft: "pastDue",
    requestSuspend: "suspendRequested",
    terminate: "terminated",
  },
  paused: {
    resume: "reconnectRequested",
    requestSuspend: "suspendRequested",
    terminate: "terminated",
  },
  terminated: {},
  cancelled: {},
};

/** Nothing more happens to it. */
export const isEnded = (state: ServiceState): boolean =>
  state === "terminated" || state === "cancelled";
/** Was never on yet. */
export const isPending = (state: ServiceState): boolean =>
  state === "pendingInstall" || state === "pendingPayment";
