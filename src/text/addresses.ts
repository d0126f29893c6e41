import type { Words } from './locale.ts';

/** Where an order goes: the question, and its answer. */
export const addresses = {
  'address.title': { en: 'Where does it go? {order} · {customer}', zh: '请填写收货地址：{order} · {customer}' },
  'address.kept': {
    en: '{customer} has no address, so nobody knows where it goes. {order} is kept as a draft; nothing was submitted. Type where it goes, or “collected” where it is fetched.',
    zh: '{customer} 没有地址，无人知道发往何处。{order} 已保存为草稿，尚未提交。请填写收货地址；自提请填写“自提”。',
  },
  'address.type': { en: 'Type the address …', zh: '填写地址…' },
  'address.form': { en: 'Where does {order} go?', zh: '{order} 的收货地址' },
  'error.no_address': {
    en: '{customer} has no address. Type where the order goes, or “collected” where it is fetched.',
    zh: '{customer} 没有地址。请填写收货地址；自提请填写“自提”。',
  },
  'address.submit': { en: 'Submit', zh: '提交' },
} as const satisfies Record<string, Words>;
