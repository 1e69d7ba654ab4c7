import { MongoClient } from 'mongodb';
import { formatComplaintNumber } from '../../src/complaints/number';

const batch = 500;
const day = '20251119';

interface ComplaintRecord {
  _id: string;
  number: string;
  createdBy: string;
  phone: string | null;
  doc: string;
}

/** Writes copies of the complaints that are there, under other ids, numbers and phones, until there are `count`. */
export async function seedMongo({ url, database }: { url: string; database: string }, count: number): Promise<void> {
  const client = await MongoClient.connect(url);
  try {
    const complaints = client.db(database).collection<ComplaintRecord>('complaints');
    const known = await complaints.find().limit(50).toArray();
    if (known.length === 0) throw new Error('There is no complaint to copy.');
    for (let made = known.length; made < count; made += batch) {
      const some = Array.from({ length: Math.min(batch, count - made) }, (_, index) => {
        const serial = made + index + 1;
        const one = known[serial % known.length] as ComplaintRecord;
        const [id, number] = [`cmp_copy${serial}`, formatComplaintNumber(day, serial)];
        const phone = `137${String(serial % Math.ceil(count / 3)).padStart(8, '0')}`;
        const doc = one.doc
          .replaceAll(one._id, id)
          .replaceAll(one.number, number)
          .replaceAll(one.phone ?? '-', phone);
        return { ...one, _id: id, number, day, serial, createdBy: `${id}:complaint`, phone, doc };
      });
      await complaints.insertMany(some, { ordered: false });
    }
  } finally {
    await client.close();
  }
}
