#include <auth/directory/phonebook.hpp>
#include <auth/like.hpp>
#include <auth/role.hpp>
#include <base/failure.hpp>

namespace auth {
namespace {

struct ContactRow {
  Id<Person> id;
  std::string display_name, email, phone, room;
};
BOOST_DESCRIBE_STRUCT(ContactRow, (), (id, display_name, email, phone, room))

struct PostRow {
  Id<Post> id;
  Id<Unit> unit;
  std::string sign, unit_name, name, tasks;
  HolderRole role;
};
BOOST_DESCRIBE_STRUCT(PostRow, (), (id, unit, sign, unit_name, name, tasks, role))

Contact whole(ReadTx& tx, const ContactRow& row) {
  Contact contact{row.id, row.display_name, row.email, row.phone, row.room, {}, {}};
  contact.units = tx.all<UnitRef>(R"(
      SELECT u.id, u.sign, u.name FROM unit u
       WHERE u.id IN (SELECT principal_id FROM person_principal WHERE person_id = $1) ORDER BY u.sort_key, u.id)",
                                  row.id);
  for (auto& post : tx.all<PostRow>(R"(
           SELECT p.id, p.unit_id AS unit, u.sign, u.name AS unit_name, p.name, p.tasks, h.role
             FROM post_holder h JOIN post p ON p.id = h.post_id JOIN unit u ON u.id = p.unit_id
            WHERE h.person_id = $1 AND p.id IN (SELECT principal_id FROM person_principal WHERE person_id = $1)
            ORDER BY h.role DESC, p.leads DESC, p.sort_key, p.id)",
                                    row.id))
    contact.posts.push_back({post.id, {post.unit, post.sign, post.unit_name}, post.name, post.tasks, post.role});
  return contact;
}

int checked_limit(const std::optional<int>& limit) {
  if (limit && (*limit < 1 || *limit > 100)) throw Failure(Problem::invalid, "out_of_range", "limit");
  return limit.value_or(30);
}

std::int64_t checked_offset(const std::optional<Line<20>>& cursor) {
  if (!cursor) return 0;
  auto offset = parse_id(cursor->str());
  if (!offset) throw Failure(Problem::invalid, "wrong_cursor", "cursor");
  return *offset;
}

}  // namespace

ContactPage contacts(ReadTx& tx, const Viewer& viewer, const ContactQuery& query) {
  require_staff(tx, viewer);
  int limit = checked_limit(query.limit);
  auto offset = checked_offset(query.cursor);
  auto rows = tx.all<ContactRow>(R"(
      SELECT p.id, p.display_name, p.email, p.phone, p.room
        FROM person p
       WHERE p.active = 1 AND p.id NOT IN (SELECT person_id FROM person_role WHERE role = 'technical')
         AND ($2 IS NULL OR EXISTS (SELECT 1 FROM person_principal pp JOIN unit u ON u.tree_id = pp.principal_id
                                     WHERE pp.person_id = p.id AND u.id = $2))
         AND (p.display_name LIKE $1 ESCAPE '\'
              OR p.id IN (SELECT h.person_id FROM post_holder h JOIN post po ON po.id = h.post_id
                           WHERE po.name LIKE $1 ESCAPE '\' OR po.tasks LIKE $1 ESCAPE '\'))
       ORDER BY p.sort_key, p.id LIMIT $3 OFFSET $4)",
                                 containing(query.q ? query.q->str() : ""), query.unit, limit + 1, offset);
  ContactPage page;
  if (rows.size() > std::size_t(limit)) {
    rows.pop_back();
    page.next = std::to_string(offset + limit);
  }
  for (auto& row : rows) page.items.push_back(whole(tx, row));
  return page;
}

Contact contact(ReadTx& tx, const Viewer& viewer, Id<Person> id) {
  require_staff(tx, viewer);
  auto row =
      tx.maybe<ContactRow>("SELECT id, display_name, email, phone, room FROM person WHERE id = $1 AND active = 1", id);
  if (!row) throw Failure(Problem::not_found, "person_not_found");
  return whole(tx, *row);
}

Contact change_own_contact(WriteTx& tx, const Viewer& viewer, const OwnContact& in) {
  tx.run("UPDATE person SET phone = $2, room = $3 WHERE id = $1", viewer.person, in.phone, in.room);
  return contact(tx, viewer, viewer.person);
}

}  // namespace auth
