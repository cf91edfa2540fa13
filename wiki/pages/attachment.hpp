// Attachments (Anlagen) of a page. Their bytes are a blob, complete on disk before the row exists; the type is found by
// content, never believed. Programs and what a browser would run are refused.
#pragma once
#include <storage/blobs.hpp>
#include <wiki/pages/attachment_text.hpp>
#include <wiki/pages/head.hpp>

namespace wiki {

inline constexpr std::uint64_t attachment_bytes_max = 50u << 20;

struct AttachmentView {
  Id<Attachment> id;
  std::string name, type;
  std::int64_t bytes;
  std::string sha256;  // hexadecimal
  Time at;
  PersonRef author;
  TextState text;
};
BOOST_DESCRIBE_STRUCT(AttachmentView, (), (id, name, type, bytes, sha256, at, author, text))

std::vector<AttachmentView> attachments(ReadTx&, const Viewer&, Id<Page>);  // by name

// Before an upload begins: may the viewer attach here, and does the name serve? invalid "wrong_attachment_name".
void check_upload(ReadTx&, const Viewer&, Id<Page>, std::string_view name);

struct NewAttachment {
  std::string name;
  std::string type;
  storage::StoredBlob blob;
};
// Finds the type by content; reads the system's database of types, so not on I/O threads. invalid
// "attachment_type_refused".
NewAttachment identified(std::string_view name, storage::StoredBlob);
// A second one of the same name replaces the first.
AttachmentView attach(WriteTx&, const Viewer&, Id<Page>, const NewAttachment&);
// The same without a viewer, for import and seeding.
Id<Attachment> attach_as(WriteTx&, Id<Person>, Id<Page>, Id<Zone>, const NewAttachment&);
void remove_attachment(WriteTx&, const Viewer&, Id<Attachment>);

struct AttachmentFile {
  std::string name, type;
  std::int64_t bytes;
  Blob sha256;
};
BOOST_DESCRIBE_STRUCT(AttachmentFile, (), (name, type, bytes, sha256))
// not_found "attachment_not_found" unless the page is readable.
AttachmentFile attachment_file(ReadTx&, const Viewer&, Id<Attachment>);
bool is_raster_image(std::string_view type);  // may be shown inside a page

struct AttachmentName {
  Id<Attachment> id;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(AttachmentName, (), (id, name))
std::vector<AttachmentName> attachment_names(ReadTx&, Id<Page>);  // the caller has checked the page

// Is the blob still referred to? For sweeping and doctor.
bool blob_wanted(ReadTx&, const std::string& sha256);

}  // namespace wiki
