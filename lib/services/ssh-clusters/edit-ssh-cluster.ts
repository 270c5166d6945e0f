import { z } from 'zod';
import { ok, type Result } from '../../domain/failure.ts';
import { sshSecretsOf, updateSshCluster } from '../../store/ssh-clusters.ts';
import { auditedChange } from '../audited-change.ts';
import { defineUseCase, wholeSystem } from '../use-case.ts';
import { changedMeanwhile, changeOf, findSshCluster, nameTaken, settingsOf } from './find-ssh-cluster.ts';
import { secretsFor } from './ssh-secrets.ts';
import { sshClusterSettings, sshImages, sshSecretsInput } from './ssh-settings.ts';

/** A secret that is null stays as it is kept, as long as it goes to the same host, key and user. */
export const editSshCluster = defineUseCase({
  permission: 'devices.edit',
  noun: 'cluster',
  what: 'The cluster was not changed.',
  input: z.object({
    id: z.uuid(),
    version: z.number().int(),
    settings: sshClusterSettings,
    secrets: sshSecretsInput,
  }),
  find: wholeSystem,
  async act(context, { id, version, settings, secrets: typed }): Promise<Result<{ name: string }>> {
    const { db, xmpp, ssh } = context;
    const found = await findSshCluster(context, id);
    if (!found.ok) return found;
    if (found.value.version !== version) return changedMeanwhile();
    const before = { settings: settingsOf(found.value), secrets: sshSecretsOf(xmpp.box, found.value) };
    const secrets = secretsFor(ssh, settings, typed, before);
    if (!secrets.ok) return secrets;
    const renewed = settings.members.some((one) => typed[one.id]);
    const images = sshImages(before.settings, settings, renewed);
    return auditedChange(context, { ...changeOf('clusters.edit', id, found.value.name), ...images }, async () => {
      const written = await updateSshCluster(db, xmpp.box, { id, version, settings, secrets: secrets.value });
      if (written === 'taken') return nameTaken(settings.name);
      return written === 'stale' ? changedMeanwhile() : ok({ name: settings.name });
    });
  },
});
