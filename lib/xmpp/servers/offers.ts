import { makes } from './makes.ts';
import type { Ability, AbilityName } from './port.ts';
import type { Denial, Refusals } from './refusals.ts';
import { abilityTable, type Method, type Need, type Road } from './roads.ts';
import type { Survey } from './survey.ts';

const nothingLeft: Denial = { why: 'The server did none of what it offers for it.', todo: '' };

/** Which roads are open: what the server offers, less what it turned out to refuse. */
export class Offers {
  private readonly survey: Survey;
  private readonly refusals: Refusals;

  constructor(survey: Survey, refusals: Refusals) {
    this.survey = survey;
    this.refusals = refusals;
  }

  /** In order of preference; a road that is refused while others are tried is still among them. */
  open(method: Method): Road[] {
    return this.all(method).filter((road) => this.isOpen(road));
  }

  isOpen(road: Road): boolean {
    return road.needs.every((need) => this.nodesFor(need).some((node) => !this.refusals.of(node)));
  }

  ability(name: AbilityName): Ability {
    const { methods, told } = abilityTable[name];
    const taken: Road[] = [];
    for (const method of methods) {
      const road = this.open(method)[0];
      if (!road || (told && !road.tells?.includes(name))) return { can: false, ...this.denial(method, told && name) };
      taken.push(road);
    }
    return { can: true, by: [...new Set(taken.map(({ by }) => by))].join(', ') };
  }

  /** Why there is no road, or none that tells of `told`: because it was refused, or else because there is no command. */
  denial(method: Method, told?: AbilityName): Denial {
    const wanted = this.all(method).filter((road) => !told || road.tells?.includes(told));
    const offered = wanted.filter(({ needs }) => needs.every((need) => this.nodesFor(need).length > 0));
    const nodes = offered.flatMap(({ needs }) => needs.flatMap((need) => this.nodesFor(need)));
    const refused = nodes.flatMap((node) => this.refusals.of(node) ?? [])[0];
    if (refused) return refused;
    return offered.length > 0 && !told ? nothingLeft : makes.denial(method, told, this.survey);
  }

  private all(method: Method): readonly Road[] {
    return makes.roads(this.survey.make).flatMap((roads) => (roads[method] ?? []) as readonly Road[]);
  }

  /** The nodes that the server has for a need. */
  private nodesFor(need: Need): string[] {
    const { commands, nodes } = this.survey;
    if ('node' in need) return nodes.has(need.node) ? [need.node] : [];
    const { command } = need;
    if (typeof command === 'string') return commands.has(command) ? [command] : [];
    return [...commands].filter((node) => command.test(node));
  }
}
