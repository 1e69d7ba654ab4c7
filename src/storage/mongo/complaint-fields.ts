import type { Complaint } from '../../complaints/complaint';
import { owesMarks } from '../owes-marks';
import { finite, stored } from '../stored-text';

/** The document and the fields beside it that change with it; what is absent is null. */
export const complaintFields = (complaint: Complaint) => ({
  phone: complaint.phone === undefined ? null : stored(complaint.phone),
  type: stored(complaint.type),
  status: stored(complaint.status),
  handler: complaint.handler === undefined ? null : stored(complaint.handler),
  owner: stored(complaint.promise.owner),
  level: finite(complaint.level ?? 0),
  owing: owesMarks(complaint),
  dueAt: complaint.dueAt === undefined ? null : finite(complaint.dueAt),
  problem: complaint.problem === undefined ? null : stored(complaint.problem.id),
  version: complaint.version,
  doc: JSON.stringify(complaint),
});
