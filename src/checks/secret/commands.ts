/** Programs that take a password with `-p`, with `-P`, or joined to it. Other programs mean a port or a path by these letters. */
const LOWER = 'mongosh|mongo|mongodump|mongorestore|mongoimport|mongoexport|rabbitmqadmin';
const UPPER = 'sqlcmd|bcp|zip|unzip|mosquitto_pub|mosquitto_sub';

/** The lines of commands that people write to set something up; the first group is the password. */
export const COMMANDS: readonly RegExp[] = [
  /\bcurl\b[^|;\n]{0,300}?\s(?:-u|--user)[= ]\s*["']?[^\s:"'$]{1,64}:([^\s"']{4,200})/g,
  /\b(?:mysql|mariadb)(?:admin|dump|show|-admin|-dump)?\b[^|;\n]{0,300}?\s-p["']?([^\s"';|&]{4,200})/g,
  /\bredis-cli\b[^|;\n]{0,300}?\s-a\s+["']?([^\s"';|&]{4,200})/g,
  /\bsshpass\s+-p\s*["']?([^\s"';|&]{4,200})/g,
  /\b(?:docker|podman|nerdctl|helm registry|az)\s+login\b[^|;&\n]{0,300}?\s(?:-p|--password)[= ]\s*["']?([^\s"';|&]{4,200})/g,
  /\brabbitmqctl\s+(?:add_user|change_password|authenticate_user)\s+\S{1,64}\s+["']?([^\s"';|&]{4,200})/g,
  /\bhtpasswd\s+-(?=\w{0,8}b)(?:(?=\w{0,8}n)\w{1,8}|\w{1,8}\s+\S{1,200})\s+\S{1,64}\s+["']?([^\s"';|&]{4,200})/g,
  /\becho\s+(?:-\w\s+)?["']?[a-z_][\w-]{0,31}:([^\s"'|]{4,200})["']?\s*\|\s*(?:sudo\s+)?chpasswd\b/g,
  /\becho\s+(?:-\w\s+)?["']?([^\s"'|]{4,200})["']?\s*\|[^|;&\n]{0,200}\s--password-stdin\b/g,
  /\becho\s+(?:-\w\s+)?["']?([^\s"'|]{4,200})["']?\s*\|\s*(?:sudo\s+-S|kinit|cryptsetup)\b/g,
  /\bmysqladmin\b[^|;&\n]{0,200}?\spassword\s+["']?([^\s"';|&]{4,200})/g,
  /\bldap(?:search|add|modify|delete|whoami|passwd)\b[^|;&\n]{0,300}?\s-w\s*["']?([^\s"';|&]{4,200})/g,
  /\bopenssl\b[^|;&\n]{0,300}?\s-pass(?:in|out)?\s+["']?pass:([^\s"';|&]{4,200})/g,
  /\bmc\s+(?:alias\s+set|config\s+host\s+add)\s+\S{1,64}\s+\S{1,200}\s+\S{1,128}\s+["']?([^\s"';|&]{4,200})/g,
  /\baws\s+configure\s+set\s+\S{0,80}?(?:secret_access_key|session_token)\s+["']?([^\s"';|&]{16,2000})/g,
  new RegExp(`\\b(?:${LOWER})\\b[^|;&\\n]{0,300}?\\s-p\\s+["']?(?!\\d{1,5}\\b)([^\\s"';|&]{4,200})`, 'g'),
  new RegExp(`\\b(?:${UPPER})\\b[^|;&\\n]{0,300}?\\s-P\\s+["']?(?!\\d{1,5}\\b)([^\\s"';|&]{4,200})`, 'g'),
  /\b7z\w?\s+\w\b[^|;&\n]{0,300}?\s-p["']?([^\s"';|&]{8,200})/g,
  /\betcdctl\b[^|;&\n]{0,300}?\s--user[= ]\s*["']?[^\s:"'$]{1,64}:([^\s"';|&]{4,200})/g,
  /\bwandb\s+login\s+(?:--\S+\s+){0,4}([0-9a-f]{40})\b/g,
];

const NAMES = `curl|mysql\\w*|mariadb[\\w-]*|redis-cli|sshpass|docker|podman|nerdctl|helm|az|rabbitmqctl|htpasswd|ldap\\w+|openssl|mc|aws|${LOWER}|${UPPER}|7z\\w?|etcdctl|wandb`;

/** Whether a text may have one of the commands. Almost all have none. */
export const COMMAND = new RegExp(`\\b(?:${NAMES}|chpasswd|password-stdin|sudo\\s+-S|kinit|cryptsetup)\\b`);

/** A word of a list that calls one of the programs. */
export const PROGRAM = new RegExp(`^(?:[\\w./-]*/)?(?:${NAMES})$`);
