/** Cards and forms of the neutral language as Feishu draws them, and what a filled form says. All of it is pure. */
export { type CardOptions, type FeishuCard, picturesOf, type RenderedCard, renderCard, sentence } from './card.ts';
export { closedForm, deedOf, type FormDeed, renderForm } from './form.ts';
export { type FeishuState, readForm, resolve, valuesOf } from './form-state.ts';
