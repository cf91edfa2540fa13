// Everything beyond reading, in one bundle that is fetched when it is first needed.
import './access/page_access';
import './admin/groups';
import './admin/identity_sources';
import './admin/levels';
import './admin/people';
import './admin/space_settings';
import './admin/spaces';
import './audit/audit';
import './organisation/contact';
import './organisation/organisation';
import './organisation/unit';
import './views/accessibility';
import './views/account';
import './views/broken_links';
import './views/compare';
import './views/edit';
import './views/help';
import './views/history';
import './views/new_page';
import './views/revision';
import './views/set_password';
import './views/trash';

export { confirmDialog } from './dialogs/confirm';
export { labelsDialog } from './dialogs/labels';
export { moveDialog } from './dialogs/move';
export { ownerDialog } from './dialogs/owner';
export { trashDialog } from './dialogs/trash';
