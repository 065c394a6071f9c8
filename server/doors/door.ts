/** What the server knows of a request beside its headers. */
export type Peer = {
  /** Caller's address (see `client-ip.ts`). */
  ip: string;
  requestId: string;
  /** Did it come through something that forwards? Then "from this machine" says nothing about who asks. */
  proxied: boolean;
};

/** A door: a web request in, a response out. main.ts and Next's route files open the same ones. */
export type Door = (request: Request, peer: Peer) => Promise<Response>;
