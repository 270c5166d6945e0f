import { z } from 'zod';
import { failed, ok, type Result } from '../../domain/failure.ts';
import { mostSshClusters } from '../../domain/ssh-cluster.ts';
import { countSshClusters, insertSshCluster, newSshClusterId } from '../../store/ssh-clusters.ts';
import { auditedChange } from '../audited-change.ts';
import { defineUseCase, wholeSystem } from '../use-case.ts';
import { changeOf, nameTaken } from './find-ssh-cluster.ts';
import { secretsFor } from './ssh-secrets.ts';
import { sshClusterSettings, sshImages, sshSecretsInput } from './ssh-settings.ts';

/** Each member's host key was seen and accepted before: nobody is asked whose key isn't known. */
export const addSshCluster = defineUseCase({
  permission: 'devices.edit',
  noun: 'cluster',
  what: 'The cluster was not added.',
  input: z.object({ settings: sshClusterSettings, secrets: sshSecretsInput }),
  find: wholeSystem,
  async act(context, { settings, secrets: typed }): Promise<Result<{ id: string; name: string }>> {
    const { db, xmpp, ssh } = context;
    if ((await countSshClusters(db)) >= mostSshClusters)
      return failed({ kind: 'too-many', why: `The portal reads at most ${mostSshClusters} clusters.`, todo: '' });
    const secrets = secretsFor(ssh, settings, typed, null);
    if (!secrets.ok) return secrets;
    const id = newSshClusterId();
    const change = { ...changeOf('clusters.add', id, settings.name), ...sshImages(null, settings, true) };
    return auditedChange(context, change, async () => {
      const written = await insertSshCluster(db, xmpp.box, { id, settings, secrets: secrets.value });
      return written === 'taken' ? nameTaken(settings.name) : ok({ id, name: settings.name });
    });
  },
});
