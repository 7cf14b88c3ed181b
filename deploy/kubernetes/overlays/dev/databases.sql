-- A database and a role of the same name for each service; without passwords, for a cluster of one's own only.
create role identity login;
create database identity owner identity;
create role workspace login;
create database workspace owner workspace;
create role token login;
create database token owner token;
