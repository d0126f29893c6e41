import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Plan } from '../../../src/entry/batch/plan.ts';
import type { Verdict } from '../../../src/entry/batch/verdict.ts';
import type { Member } from '../../../src/members/member.ts';
import { orderModel } from '../../../src/orders/model.ts';
import { type Company, foundCompany } from '../../support/company.ts';
import { openTestDesk, type TestDesk } from '../../support/desk.ts';

let desk: TestDesk;
let company: Company;
beforeAll(async () => {
  desk = await openTestDesk();
  company = await foundCompany(desk);
});
afterAll(() => desk.close());

const head = 'customer,sku,quantity,po_no,order_no,requested_at';
const table = (...rows: string[]) => ({ name: 'x.csv', bytes: Buffer.from([head, ...rows].join('\n')) });
const plan = (member: Member, ...rows: string[]): Promise<Plan> =>
  desk.desk.batch.plan(desk.actor(member), table(...rows));
async function file(member: Member, ...rows: string[]): Promise<void> {
  const work = await desk.desk.batch.begin(desk.actor(member), table(...rows));
  await desk.desk.batch.start(desk.actor(member), work._id, 'valid');
  await desk.desk.batch.run(work._id);
}

/** The verdict and the codes of its reasons, by row. */
const said = (verdict: Verdict): unknown =>
  verdict.kind === 'wrong'
    ? verdict.rejections.map(({ row, reasons }) => [row.row, ...reasons.map((r) => r.code)])
    : [verdict.kind, ...(verdict.kind === 'right' ? verdict.doubts.map((d) => d.code) : [])];
const verdicts = async (member: Member, ...rows: string[]) => (await plan(member, ...rows)).verdicts.map(said);

describe('the verdict on an order', () => {
  test('one wrong row leaves out its whole order, and no other', async () => {
    expect(await verdicts(company.anna, 'ACME,A100,1,,1,', 'ACME,NONE,1,,1,', 'ACME,A100,1,,2,')).toEqual([
      [
        [3, 'error.batch_product'],
        [2, 'error.import_other_row'],
      ],
      ['right'],
    ]);
  });

  test('rows of one order that disagree about it are wrong', async () => {
    expect(await verdicts(company.anna, 'ACME,A100,1,,1,2026-12-30', 'ACME,A100,1,,1,2026-12-31')).toEqual([
      [
        [3, 'error.import_rows_disagree'],
        [2, 'error.import_other_row'],
      ],
    ]);
  });

  test('a row with more cells than the header may have shifted', async () => {
    expect(await verdicts(company.anna, 'ACME,A100,1,,,,more')).toEqual([[[2, 'error.row_surplus']]]);
  });

  test('a customer is found by code or whole name; a part of it is only proposed', async () => {
    expect(await verdicts(company.anna, 'acme,A100,1,,,', 'acme ltd,a100,2,,,', 'Acm,A100,1,,,')).toEqual([
      ['right'],
      ['right'],
      [[4, 'error.batch_customer_near']],
    ]);
  });

  test('two customers of one name are asked about', async () => {
    for (const code of ['TWIN1', 'TWIN2'])
      await desk.desk.customers.create(desk.actor(company.anna), { code, name: 'Twin Brothers' });
    expect(await verdicts(company.anna, 'Twin Brothers,A100,1,,,', 'TWIN2,A100,1,,,')).toEqual([
      [[2, 'error.batch_customer_several']],
      ['right'],
    ]);
  });

  test('nobody orders for a customer that only others see', async () => {
    const dora = await desk.member('Dora', ['sales']);
    expect(await verdicts(dora, 'ACME,A100,1,,,')).toEqual([[[2, 'error.batch_customer']]]);
    expect(await verdicts(company.bob, 'ACME,A100,1,,,')).toEqual([['right']]);
  });

  test('an order that nobody could approve is told before it is filed', async () => {
    await desk.desk.members.update(desk.actor(company.ada), company.bob._id, { roles: ['sales'] });
    expect(await verdicts(company.ada, 'ACME,A100,100,,,')).toEqual([[[2, 'error.batch_no_approver']]]);
    await desk.desk.members.update(desk.actor(company.ada), company.bob._id, { roles: ['manager'] });
  });

  test('doubles are doubted: the same PO, in the desk or in the table, and the same lines of a day', async () => {
    await file(company.anna, 'ACME,A100,3,D-1,,');
    expect(
      await verdicts(company.anna, 'ACME,B200,1,d-1,1,', 'ACME,A100,3,,2,', 'ACME,B200,8,D-2,3,', 'ACME,B200,9,D-2,4,'),
    ).toEqual([
      ['right', 'error.batch_po_there'],
      ['right', 'error.batch_lines_there'],
      ['right'],
      ['right', 'error.batch_po_twice'],
    ]);
  });

  test('equal rows of one table without a PO number are doubted, as a form would ask', async () => {
    expect(
      await verdicts(
        company.anna,
        'ACME,B200,6,,,',
        'ACME,B200,6,,,',
        'ACME,B200,7,,,',
        'ACME,B200,7,F-1,,',
        'ACME,B200,7,F-2,,',
      ),
    ).toEqual([
      ['right'],
      ['right', 'error.batch_lines_twice'],
      ['right'],
      ['right', 'error.batch_lines_twice'],
      ['right', 'error.batch_lines_twice'],
    ]);
    expect(await verdicts(company.anna, 'ACME,B200,8,F-3,,', 'ACME,B200,8,F-4,,')).toEqual([['right'], ['right']]);
  });

  test('one customer by code and by name with one PO number is one order', async () => {
    const { verdicts: all } = await plan(company.anna, 'ACME,A100,4,SAME-1,,', 'acme ltd,B200,4,SAME-1,,');
    expect(all).toMatchObject([{ kind: 'right', input: { lines: [{ sku: 'A100' }, { sku: 'B200' }] } }]);
  });

  test('a table without a header loses no row: its columns are asked for by place', async () => {
    const given = { name: 'x.csv', bytes: Buffer.from('ACME,B200,10,IMP-11\nACME,A100,50,IMP-11\nACME,B200,7,IMP-12') };
    const seen = await desk.desk.batch.look(desk.actor(company.anna), given);
    expect(seen).toMatchObject({
      asked: [{ kind: 'columns', headers: [{ place: 0, sample: 'ACME' }, { sample: 'B200' }, {}, {}] }],
    });
    const columns = { customer: 0, sku: 1, quantity: 2, po_no: 3 };
    const work = await desk.desk.batch.begin(desk.actor(company.anna), given);
    await desk.desk.batch.nameColumns(desk.actor(company.anna), work, columns);
    expect(await desk.desk.batch.look(desk.actor(company.anna), given)).toHaveProperty('asked');
    const read = await desk.desk.batch.plan(desk.actor(company.anna), { ...given, answers: { columns } });
    expect(read.verdicts.map((v) => [v.kind, v.unit.rows.map((r) => r.row)])).toEqual([
      ['right', [1, 2]],
      ['right', [3]],
    ]);
    expect(read.file.header).toEqual(['customer', 'sku', 'quantity', 'po_no']);
  });

  test('a table that somebody filed whom the person does not see is not filed again', async () => {
    const rows = ['ACME,A100,2,E-1,,'];
    await file(company.bob, ...rows);
    expect(await verdicts(company.anna, ...rows)).toEqual([[[2, 'error.batch_elsewhere']]]);
    expect(await verdicts(company.ada, ...rows)).toEqual([['there']]);
    expect(await orderModel(desk.connection).countDocuments({ poNo: 'E-1' })).toBe(1);
  });
});

test('a thousand rows are looked at in less than ten seconds', async () => {
  const actor = () => desk.actor(company.ada);
  for (let n = 0; n < 100; n += 1) {
    await desk.desk.customers.create(actor(), { code: `K${n}`, name: `Customer ${n} Trading` });
    await desk.desk.products.create(actor(), { sku: `S${n}`, name: `Part ${n}`, price: 50_000 });
  }
  const rows = Array.from({ length: 1_000 }, (_, n) =>
    n % 50 === 0
      ? `Nobody ${n},S1,1,,,`
      : `${n % 2 ? `K${n % 100}` : `Customer ${n % 100} Trading`},S${n % 97},2,Q-${n},,`,
  );
  const begun = performance.now();
  const { verdicts: all } = await plan(company.ada, ...rows);
  expect(performance.now() - begun).toBeLessThan(10_000);
  expect(all.filter((v) => v.kind === 'right')).toHaveLength(980);
});
