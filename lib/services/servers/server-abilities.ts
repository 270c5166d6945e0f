import { z } from 'zod';
import { ok, type Result } from '../../domain/failure.ts';
import { type Ability, type AbilityName, abilityNames } from '../../xmpp/servers/port.ts';
import { defineUseCase, wholeSystem } from '../use-case.ts';
import { abilityWords } from './ability-words.ts';
import { answeringServer } from './answering-server.ts';

/** `make` is empty for a server that doesn't say what it is. */
export type ServerAbilities = {
  make: string;
  abilities: ({ name: AbilityName; words: string } & Ability)[];
  asOf: string;
};

/** Everything that the portal knows to ask of a server: how this one does it, or why it can't and what helps. */
export const serverAbilities = defineUseCase({
  permission: 'servers.read',
  noun: 'server',
  what: 'What the server can do was not read.',
  input: z.object({ id: z.uuid() }),
  find: wholeSystem,
  async act(context, { id }): Promise<Result<ServerAbilities>> {
    const found = await answeringServer(context, id);
    if (!found.ok) return found;
    const { server } = found.value;
    const [make, abilities] = await Promise.all([server.make(), server.abilities()]);
    const named = abilityNames.map((name) => ({ name, words: abilityWords[name], ...abilities[name] }));
    return ok({ make, abilities: named, asOf: new Date().toISOString() });
  },
});
