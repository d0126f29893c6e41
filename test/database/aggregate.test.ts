import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Db, type Document, ObjectId } from 'mongodb';
import { testDatabase } from './helpers.ts';

let db: Db;
let close: () => Promise<void>;
const [ada, bo] = [new ObjectId(), new ObjectId()];

beforeAll(async () => {
  ({ db, close } = await testDatabase('aggregate'));
  await db.collection<Document>('people').insertMany([
    { _id: ada, name: 'Ada' },
    { _id: bo, name: 'Bo' },
  ]);
  await db.collection<Document>('orders').insertMany([
    { _id: 1 as never, who: ada, total: 5, at: new Date('2026-01-05'), tags: ['x', 'y'] },
    { _id: 2 as never, who: bo, total: 7, at: new Date('2026-01-20'), tags: ['x'] },
    { _id: 3 as never, who: ada, total: 9, at: new Date('2026-02-01'), tags: [] },
    { _id: 4 as never, total: null, at: new Date('2026-02-02') },
  ]);
});
afterAll(() => close());

describe('a pipeline', () => {
  const cases: [string, Document[], Document[]][] = [
    [
      'groups by an ObjectId and sums',
      [
        { $match: { total: { $gt: 0 } } },
        { $group: { _id: '$who', sum: { $sum: '$total' }, mean: { $avg: '$total' } } },
        { $sort: { sum: -1 } },
      ],
      [
        { _id: ada, sum: 14, mean: 7 },
        { _id: bo, sum: 7, mean: 7 },
      ],
    ],
    [
      'joins with a pipeline of its own and variables',
      [
        { $match: { _id: 1 } },
        {
          $lookup: {
            from: 'people',
            let: { who: '$who' },
            pipeline: [{ $match: { $expr: { $eq: ['$_id', '$$who'] } } }, { $project: { name: 1, _id: 0 } }],
            as: 'person',
          },
        },
        { $project: { _id: 0, person: 1 } },
      ],
      [{ person: [{ name: 'Ada' }] }],
    ],
    [
      'unwinds and counts',
      [{ $unwind: '$tags' }, { $sortByCount: '$tags' }],
      [
        { _id: 'x', count: 2 },
        { _id: 'y', count: 1 },
      ],
    ],
    [
      'groups by the month of a zone',
      [
        {
          $group: {
            _id: { $dateToString: { date: '$at', format: '%Y-%m', timezone: 'Asia/Shanghai' } },
            n: { $sum: 1 },
          },
        },
        { $sort: { _id: 1 } },
      ],
      [
        { _id: '2026-01', n: 2 },
        { _id: '2026-02', n: 2 },
      ],
    ],
    ['counts from the index', [{ $match: { _id: { $gt: 1 } } }, { $count: 'n' }], [{ n: 3 }]],
    [
      'adds fields with conditions',
      [
        { $match: { _id: 3 } },
        { $addFields: { big: { $cond: [{ $gt: ['$total', 8] }, 'yes', 'no'] } } },
        { $project: { big: 1 } },
      ],
      [{ _id: 3, big: 'yes' }],
    ],
    [
      'unites two collections',
      [
        { $match: { _id: 2 } },
        { $project: { _id: 0, total: 1 } },
        { $unionWith: { coll: 'people', pipeline: [{ $project: { _id: 0, name: 1 } }, { $sort: { name: 1 } }] } },
      ],
      [{ total: 7 }, { name: 'Ada' }, { name: 'Bo' }],
    ],
    [
      'makes buckets',
      [
        { $match: { total: { $ne: null } } },
        { $bucket: { groupBy: '$total', boundaries: [0, 6, 10], output: { n: { $sum: 1 } } } },
      ],
      [
        { _id: 0, n: 1 },
        { _id: 6, n: 2 },
      ],
    ],
    [
      'gives running sums',
      [
        { $match: { total: { $ne: null } } },
        {
          $setWindowFields: {
            sortBy: { at: 1 },
            output: { run: { $sum: '$total', window: { documents: ['unbounded', 'current'] } } },
          },
        },
        { $project: { run: 1 } },
      ],
      [
        { _id: 1, run: 5 },
        { _id: 2, run: 12 },
        { _id: 3, run: 21 },
      ],
    ],
  ];
  it.each(cases)('%s', async (_name, pipeline, expected) => {
    expect(await db.collection('orders').aggregate(pipeline).toArray()).toEqual(expected);
  });

  it('shows parts of documents as find does', async () => {
    const find = (projection: Document, filter: Document = { _id: 1 }) =>
      db.collection('orders').findOne(filter, { projection });
    expect(await find({ total: 1 })).toEqual({ _id: 1, total: 5 });
    expect(await find({ who: 0, at: 0, _id: 0 })).toEqual({ total: 5, tags: ['x', 'y'] });
    expect(await find({ tags: { $slice: -1 }, total: 1 })).toMatchObject({ tags: ['y'], total: 5 });
    expect(await find({ 'tags.$': 1 }, { tags: 'y' })).toEqual({ _id: 1, tags: ['y'] });
    expect(await find({ _id: 0, double: { $multiply: ['$total', 2] } })).toEqual({ double: 10 });
  });
});
