import { maybe, nested, required } from '../args.ts';
import { viewOf } from '../check-message.ts';
import { badArguments, Refusal } from '../refusal.ts';
import type { Json, View } from '../types.ts';
import { viewShape } from '../views.ts';
import { type Asked, canShow, type Method } from './method.ts';

const given = (asked: Asked, type: View['type']): Json =>
  viewOf(nested(asked.args, 'view', 'invalid_arguments'), type, canShow(asked));

const shown = ({ core, team }: Asked, view: View): Json => ({ view: viewShape(view, team, core.settings.appId) });

/** Shows a view by a trigger, which is used up only when the view is taken. */
const byTrigger =
  (how: 'open' | 'push'): Method =>
  (asked) => {
    const { core, team, args } = asked;
    const trigger = core.triggers.redeem(required(args, 'trigger_id'), team.id);
    const view = core.views[how](given(asked, 'modal'), trigger);
    trigger.take();
    return shown(asked, view);
  };

/** docs.slack.dev/reference/methods/views.update: exactly one of view_id and external_id. */
const update: Method = (asked) => {
  const { core, team, args } = asked;
  if ((args.view_id === undefined) === (args.external_id === undefined))
    throw badArguments('must define exactly one of `view_id` and `external_id`');
  const view = core.views.find(team.id, args);
  if (!view) throw new Refusal('not_found');
  return shown(asked, core.views.update(view, given(asked, view.type), maybe(args, 'hash')));
};

/** docs.slack.dev/reference/methods/views.publish. */
const publish: Method = (asked) => {
  const { core, team, args } = asked;
  const person = core.workspace.person(required(args, 'user_id'));
  if (!person || person.teamId !== team.id) throw badArguments('invalid `user_id`');
  const whose = { userId: person.id, teamId: team.id };
  return shown(asked, core.views.publish(given(asked, 'home'), whose, maybe(args, 'hash')));
};

export const views: Record<string, Method> = {
  'views.open': byTrigger('open'),
  'views.push': byTrigger('push'),
  'views.update': update,
  'views.publish': publish,
};
