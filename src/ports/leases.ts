/** The right to do a background job, on one node at a time. `fencing` grows with each new holder. */
export interface JobLease {
  readonly name: string;
  readonly owner: string;
  readonly fencing: number;
  readonly until: number;
}

/** Leases by name, for jobs that run on exactly one node at a time and move when it dies. */
export interface Leases {
  /** Takes the lease, or renews it for its owner; `undefined` while another holder's has not run out. */
  acquire(name: string, owner: string, ttlMs: number): Promise<JobLease | undefined>;
  /** Gives it back; a lease that is no longer ours is left alone. */
  release(lease: JobLease): Promise<void>;
}
