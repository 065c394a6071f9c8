-- Who comes back from a gateway's page is confirmed by one at a time: some gateways keep no key of ours.
ALTER TABLE "payment_attempts" ADD COLUMN "confirming_until" timestamp with time zone;
