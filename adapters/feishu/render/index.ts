/** Cards and forms of the neutral language as Feishu draws them, and what a filled form says. All of it is pure. */
export { sentValues } from '../../../src/chat/form-state.ts';
export { type CardOptions, type FeishuCard, picturesOf, type RenderedCard, renderCard, sentence } from './card.ts';
export { formButtonId, ticksIn } from './checks.ts';
export { deedOf, type FormDeed } from './deeds.ts';
export { renderForm } from './form.ts';
export { type OpenSearch, resolve } from './form-state.ts';
export type { FeishuState } from './names.ts';
export { readForm } from './read.ts';
export { turnedTo } from './sentences.ts';
